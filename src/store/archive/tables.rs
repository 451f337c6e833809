//! The tables on a server: made by whoever may make them, and told by their version.

use super::{LAYOUT, STEPS, Trouble, sql};
use crate::store::engine::{Db, values};

/// The fact that has the version of the tables.
const VERSION: &str = "schema";

/// Makes the tables where there are none, and brings older ones up to date; an error where they are of a later version
/// than this program knows, and where an older one may only be read.
pub(super) fn settle(db: &Db, only_to_read: bool) -> Result<(), Trouble> {
    let version = version_of(db)?;
    if version == LAYOUT.version() {
        return Ok(());
    }
    if only_to_read {
        return Err(if version == 0 { Trouble::Absent } else { Trouble::Older });
    }
    db.transaction(|| {
        // Another program may have done it meanwhile.
        let version = usize::try_from(version_of(db)?).unwrap_or(0);
        for step in &STEPS[version..] {
            db.batch(step.text(db.dialect()))?;
        }
        db.run(&sql::KEEP_FACT, values![VERSION, LAYOUT.version().to_string()]).map(drop)
    })
}

/// The version of the tables; 0 where there are none.
fn version_of(db: &Db) -> Result<i64, Trouble> {
    let tables = db.one::<i64>(&sql::TABLES_THERE, &[])?.unwrap_or(0);
    if tables == 0 {
        return Ok(0);
    }
    let kept = db.one::<String>(&sql::FACT, values![VERSION])?.and_then(|text| text.parse::<i64>().ok());
    match kept {
        Some(version) if version > LAYOUT.version() => Err(Trouble::Newer(version)),
        Some(version) if version > 0 => Ok(version),
        _ => Err(Trouble::Other("the schema has tables that are not an archive's".to_owned())),
    }
}
