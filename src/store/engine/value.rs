//! The values and the result rows of statements.

use std::borrow::Cow;

use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::store::Trouble;

/// A value for a statement.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) enum Value<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

/// The values of a statement, in order.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::store::engine::Value::from($value)),*] };
}
pub(in crate::store) use values;

#[cfg(feature = "postgres")]
impl Value<'_> {
    /// The value without borrowed data.
    pub fn owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(value) => Value::Integer(value),
            Self::Real(value) => Value::Real(value),
            Self::Text(value) => Value::Text(value.into_owned().into()),
            Self::Bytes(value) => Value::Bytes(value.into_owned().into()),
        }
    }
}

/// Converts several types to [`Value`].
macro_rules! value_of {
    ($($from:ty => |$value:ident| $made:expr),* $(,)?) => {
        $(impl<'a> From<$from> for Value<'a> {
            fn from($value: $from) -> Self {
                $made
            }
        })*
    };
}

value_of! {
    i64 => |value| Self::Integer(value),
    u32 => |value| Self::Integer(value.into()),
    bool => |value| Self::Integer(value.into()),
    f64 => |value| Self::Real(value),
    &'a str => |value| Self::Text(value.into()),
    &'a String => |value| Self::Text(value.into()),
    String => |value| Self::Text(value.into()),
    &'a [u8] => |value| Self::Bytes(value.into()),
    Vec<u8> => |value| Self::Bytes(value.into()),
    &'a Option<String> => |value| value.as_deref().map_or(Self::Null, Self::from),
}

impl<T: Into<Self>> From<Option<T>> for Value<'_> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Real(value) => ValueRef::Real(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

/// A result row.
pub(in crate::store) enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    #[cfg(feature = "postgres")]
    Postgres(&'a postgres::Row),
}

impl Row<'_> {
    /// The value of a column, from 0.
    pub fn get<T: Column>(&self, at: usize) -> Result<T, Trouble> {
        match self {
            Self::Sqlite(row) => Ok(T::sqlite(row, at)?),
            #[cfg(feature = "postgres")]
            Self::Postgres(row) => Ok(T::postgres(row, at)?),
        }
    }
}

/// A type that a column can have.
pub(in crate::store) trait Column: Sized {
    fn sqlite(row: &rusqlite::Row, at: usize) -> rusqlite::Result<Self>;

    #[cfg(feature = "postgres")]
    fn postgres(row: &postgres::Row, at: usize) -> Result<Self, postgres::Error>;
}

macro_rules! columns {
    ($($type:ty),*) => {
        $(impl Column for $type {
            fn sqlite(row: &rusqlite::Row, at: usize) -> rusqlite::Result<Self> {
                row.get(at)
            }

            #[cfg(feature = "postgres")]
            fn postgres(row: &postgres::Row, at: usize) -> Result<Self, postgres::Error> {
                row.try_get(at)
            }
        })*
    };
}

columns!(i64, f64, String, Vec<u8>, Option<i64>, Option<String>, Option<Vec<u8>>);

/// A value of any type, to be copied into another database unchanged.
impl Column for Value<'static> {
    fn sqlite(row: &rusqlite::Row, at: usize) -> rusqlite::Result<Self> {
        Ok(match row.get_ref(at)? {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(value) => Self::Integer(value),
            ValueRef::Real(value) => Self::Real(value),
            ValueRef::Text(value) => Self::Text(String::from_utf8_lossy(value).into_owned().into()),
            ValueRef::Blob(value) => Self::Bytes(value.to_vec().into()),
        })
    }

    #[cfg(feature = "postgres")]
    fn postgres(row: &postgres::Row, at: usize) -> Result<Self, postgres::Error> {
        use postgres::types::Type;
        Ok(match *row.columns()[at].type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(at)?.into(),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(at)?.into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.into(),
            _ => row.try_get::<_, Option<String>>(at)?.into(),
        })
    }
}
