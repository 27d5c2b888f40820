//! Extractors for the address line: what does not fit is 404 in a path (nothing is there) and 400 in a query, with
//! the parameter named.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The path's parameters, as `axum::extract::Path`; 404 for a wrong type, broken encoding or NUL.
pub struct Path<T>(pub T);

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        if parts.uri.path().contains("%00") {
            return Err(Error::NotFound);
        }
        let read = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        read.map(|axum::extract::Path(value)| Self(value)).map_err(|_| Error::NotFound)
    }
}

/// The query's parameters as a struct; 400 with `errors` on the one that is wrong or missing. Lists use
/// [`crate::db::page::PageQuery`].
pub struct Query<T>(pub T);

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    if let Some((name, _)) = pairs.clone().find(|(_, value)| value.contains('\0')) {
        return Err(Error::invalid(&name, "control_characters"));
    }
    serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(pairs)).map_err(|error| {
        let path = error.path().to_string();
        let text = error.into_inner().to_string();
        match text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
            Some(field) => Error::invalid(field, "required"),
            None => Error::invalid(&path, "wrong_value"),
        }
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Wanted {
        days: u8,
        name: Option<String>,
    }

    fn problem(query: &str) -> Option<(String, &'static str)> {
        match parse::<Wanted>(query) {
            Err(Error::Invalid(errors)) => errors.0.into_iter().next().map(|(field, r)| (field, r[0].code)),
            _ => None,
        }
    }

    #[test]
    fn the_wrong_parameter_is_named() {
        assert_eq!(parse::<Wanted>("days=3&other=x").ok(), Some(Wanted { days: 3, name: None }));
        assert_eq!(problem("days=many"), Some(("days".into(), "wrong_value")));
        assert_eq!(problem("name=x"), Some(("days".into(), "required")));
        assert_eq!(problem("days=3&name=%00"), Some(("name".into(), "control_characters")));
        assert_eq!(problem("days=1&days=2").map(|(_, code)| code), Some("wrong_value"));
    }
}
