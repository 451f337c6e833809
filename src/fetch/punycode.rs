//! Host names with letters outside ASCII, as the network has them (RFC 3492, with the UTS 46 mappings that
//! keyboards and pages need: capitals, compatibility forms, other full stops).

use unicode_normalization::UnicodeNormalization;

/// The longest name that is encoded, in characters; encoding takes quadratic time.
const LONGEST: usize = 253;

/// A host in ASCII; none if a label contains a character that no name may have.
pub(super) fn in_ascii(host: &str) -> Option<String> {
    if host.chars().count() > LONGEST {
        return None;
    }
    let mapped: String = host.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let labels = mapped.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']).map(label);
    Some(labels.collect::<Option<Vec<_>>>()?.join("."))
}

fn label(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    let fine = |c: char| c.is_alphanumeric() || c == '-' || unicode_normalization::char::is_combining_mark(c);
    let begun = label.starts_with(|c: char| c == '-' || unicode_normalization::char::is_combining_mark(c));
    // No reader of a name can see the characters that join letters.
    if begun || !label.chars().all(fine) {
        return None;
    }
    encode(label).map(|encoded| format!("xn--{encoded}"))
}

/// The Bootstring algorithm of RFC 3492, section 6.3, with the constants of Punycode.
fn encode(label: &str) -> Option<String> {
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = out.len() as u32;
    if basic > 0 {
        out.push('-');
    }
    let all = label.chars().count() as u32;
    let (mut done, mut next, mut delta, mut bias) = (basic, 128_u32, 0_u32, 72_u32);
    while done < all {
        let least = label.chars().map(u32::from).filter(|c| *c >= next).min()?;
        delta = delta.checked_add((least - next).checked_mul(done + 1)?)?;
        next = least;
        for c in label.chars().map(u32::from) {
            if c < next {
                delta = delta.checked_add(1)?;
            } else if c == next {
                write(delta, bias, &mut out);
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        next += 1;
    }
    Some(out)
}

/// Writes a number in digits of varying weight.
fn write(mut number: u32, bias: u32, out: &mut String) {
    let digit = |d: u32| char::from_digit(if d < 26 { d + 10 } else { d - 26 }, 36).unwrap_or('0');
    for k in (36..).step_by(36) {
        let threshold = (k as u32).saturating_sub(bias).clamp(1, 26);
        if number < threshold {
            break;
        }
        out.push(digit(threshold + (number - threshold) % (36 - threshold)));
        number = (number - threshold) / (36 - threshold);
    }
    out.push(digit(number));
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = delta / if first { 700 } else { 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_the_network_has() {
        for (written, ascii) in [
            ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
            ("ПРИМЕР.рф", "xn--e1afmkfd.xn--p1ai"),
            ("münchen.example", "xn--mnchen-3ya.example"),
            ("Mu\u{308}nchen.example", "xn--mnchen-3ya.example"),
            ("中国。example", "xn--fiqs8s.example"),
            ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"),
            ("παράδειγμα.δοκιμή", "xn--hxajbheg2az3al.xn--jxalpdlp"),
            ("उदाहरण.परीक्षा", "xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g"),
            ("실례.테스트", "xn--9n2bp8q.xn--9t4b11yi5a"),
            ("bücher.ｅｘａｍｐｌｅ", "xn--bcher-kva.example"),
        ] {
            assert_eq!(in_ascii(written).as_deref(), Some(ascii), "{written}");
        }
    }

    #[test]
    fn what_is_no_letter_is_in_no_name() {
        for wrong in [
            "a\u{202e}ж.example",
            "ж ж.example",
            "ж\u{200b}.example",
            "☃.example",
            "\u{301}ж.example",
            "ж／a",
        ] {
            assert_eq!(in_ascii(wrong), None, "{wrong:?}");
        }
        assert_eq!(in_ascii(&"ж".repeat(300)), None);
        assert!(in_ascii(&"\u{10348}".repeat(253)).is_some());
    }
}
