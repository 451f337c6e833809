//! The tables on a server: created by a user who may, and identified by their version.

use super::{LAYOUT, STEPS, Trouble, sql};
use crate::store::engine::{Db, values};

/// The fact with the version of the tables.
const VERSION: &str = "schema";

/// Creates the tables if there are none, and migrates older ones; an error if they are of a later version than this
/// program knows, or an older one may only be read.
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

/// The version of the tables; 0 if there are none.
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
