//! The formats of news agencies: ninjs, NewsML-G2 and NITF, all standards of the IPTC.

pub(super) mod newsml;
#[cfg(feature = "xml")]
mod newsml1;
pub(super) mod ninjs;
pub(super) mod nitf;

/// Why an item that only points to its text is refused.
#[cfg(feature = "xml")]
const ELSEWHERE: &str = "its text is in another file; only texts inside the item can be read.";

/// The status of an item in IPTC's words, from a code ("stat:canceled") or an older word.
fn status(code: &str) -> &str {
    match code.rsplit(':').next().unwrap_or(code) {
        "cancelled" | "canceled" | "kill" | "retracted" => "canceled",
        "withheld" | "hold" => "withheld",
        other => other,
    }
}
