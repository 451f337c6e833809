//! Words that show the kind of a name: the heads of names of organisations, places and events ("Ministry",
//! "River", "Treaty"), and words before places ("Upper"). Our own selection.

use crate::analysis::linear::hash_word;

/// Kinds of heads; 0 is no head.
const KINDS: [&str; 15] = [
    // Companies.
    "inc corp co ltd llc plc gmbh holdings corporation company companies industries systems technologies \
     motors airlines airways records entertainment pictures software energy pharmaceuticals petroleum \
     electric partners associates enterprises group labs studios oil steel aerospace telecom \
     communications solutions foods stores brewery consulting productions recordings brands",
    // Parts of a government.
    "ministry department bureau agency commission committee council senate parliament congress assembly \
     court administration authority office secretariat directorate treasury cabinet board service \
     services police tribunal legislature government embassy consulate intelligence duma knesset chamber \
     inspectorate registry mission ministries departments",
    // Parties.
    "party parties movement front alliance coalition union democrats republicans liberals conservatives \
     socialists greens labour labor bloc communists nationalists league list partido partei parti partito",
    // Education and health.
    "university college school institute institution academy hospital laboratory laboratories center \
     centre museum library seminary clinic faculty observatory conservatory universidad polytechnic",
    // Associations.
    "association society foundation federation organization organisation club trust fund network \
     confederation guild brotherhood initiative forum church caucus community band orchestra choir \
     associations watch action charity lobby chapter fraternity consortium diocese order",
    // Armed forces.
    "army navy force forces brigade brigades battalion regiment division corps squadron guard guards \
     militia command fleet infantry cavalry artillery marines air legion resistance rebels taliban patrol \
     unit wing",
    // Media outlets.
    "news times post journal herald tribune gazette magazine radio television tv press daily telegraph \
     guardian chronicle observer weekly review today broadcasting channel media sun globe examiner \
     inquirer courier dispatch newspaper publishing books",
    // Finance.
    "bank insurance exchange capital securities financial credit investments banking finance equity \
     monetary reserve",
    // Teams.
    "fc afc united rovers wanderers rangers athletic hockey team football basketball rugby cricket \
     baseball sox eagles tigers lions bears giants racing",
    // Land and water.
    "river lake sea ocean bay gulf island islands mountain mountains mount valley desert peninsula coast \
     cape hill hills creek falls strait straits canal basin plateau beach forest pond heights isle delta \
     glacier reef lagoon ridge cave oasis isthmus sound",
    // Regions and their parts.
    "county province district state region city town village territory municipality parish prefecture \
     governorate kingdom republic empire emirate borough township oblast principality duchy colony \
     counties provinces states canton commune emirates federation territories sultanate strip",
    // Buildings and streets.
    "street road avenue park square bridge airport station tower palace castle fort stadium hotel \
     building plaza camp base highway boulevard railway railroad dam port harbor harbour temple cathedral \
     mosque theatre theater hall arena drive lane house prison cemetery garden gardens crossing terminal \
     restaurant reservoir farm estate monastery abbey tunnel",
    // Events and works.
    "war wars revolution battle cup championship championships olympics games festival award awards prize \
     summit conference election elections act treaty agreement accord accords crisis referendum day week \
     year plan program programme law amendment constitution deal medal tournament series holocaust \
     uprising campaign debate show bowl trophy protocol resolution convention declaration pact era ages \
     bible season century spring trial",
    // Words beside place names.
    "north south east west northern southern eastern western central new greater upper lower saint st san \
     santa old northeast northwest southeast southwest mid los las el",
    // Words beside organisation names.
    "national international federal european american royal democratic popular people peoples liberal \
     communist socialist conservative republican progressive islamic christian supreme joint general \
     world global public central revolutionary progress human rights affairs security development workers \
     women trade economic foreign defense defence justice health education",
];

/// The kind of armed forces.
pub const ARMED: u8 = 6;

/// The kind of events and works.
pub const EVENT: u8 = 13;

const PLACES: usize = 2048;

/// Cells of a hash table built at compile time: a word's key and its kind.
static TABLE: [(u32, u8); PLACES] = table();

const fn table() -> [(u32, u8); PLACES] {
    let mut cells = [(0, 0); PLACES];
    let mut kind = 0;
    while kind < KINDS.len() {
        let mut rest = KINDS[kind].as_bytes();
        while !rest.is_empty() {
            let (word, behind) = first_word(rest);
            rest = behind;
            let key = hash_word(word);
            let mut at = key as usize % PLACES;
            while cells[at].1 != 0 && cells[at].0 != key {
                at = (at + 1) % PLACES;
            }
            // A word belongs to the first kind that lists it.
            if cells[at].1 == 0 {
                cells[at] = (key, kind as u8 + 1);
            }
        }
        kind += 1;
    }
    cells
}

/// The first of words separated by single spaces, and the rest.
const fn first_word(words: &[u8]) -> (&str, &[u8]) {
    let mut end = 0;
    while end < words.len() && words[end] != b' ' {
        end += 1;
    }
    let (word, rest) = words.split_at(end);
    let Ok(word) = std::str::from_utf8(word) else { panic!("words are valid text") };
    (word, if rest.is_empty() { rest } else { rest.split_at(1).1 })
}

/// The head kind of the word with this hash in lower case; 0 if it is none.
pub fn kind(lower: u32) -> u8 {
    let mut at = lower as usize % PLACES;
    while TABLE[at].1 != 0 && TABLE[at].0 != lower {
        at = (at + 1) % PLACES;
    }
    TABLE[at].1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::linear::hash_lower;

    #[test]
    fn heads_are_found_by_their_hash_in_whatever_case() {
        assert_ne!(kind(hash_lower("Ministry")), 0);
        assert_eq!(kind(hash_lower("MINISTRY")), kind(hash_lower("bureau")));
        assert_ne!(kind(hash_lower("ministry")), kind(hash_lower("river")));
        assert_eq!(kind(hash_lower("treaty")), EVENT);
        assert_eq!(kind(hash_lower("Mokoena")), 0);
    }

    #[test]
    fn every_listed_word_has_a_kind() {
        assert!(KINDS.iter().flat_map(|words| words.split(' ')).all(|w| kind(hash_word(w)) != 0));
    }
}
