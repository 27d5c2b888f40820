//! `routes!`: the handlers of one path, each with its `#[utoipa::path]`, declared together.
//!
//! As the macro of utoipa-axum, but that what the OpenAPI document says of them is made when somebody reads the document:
//! made at the start, it would be much of what the program does then, and of what it holds from then on.

use axum::routing::MethodRouter;
use utoipa::openapi::path::Paths;
use utoipa::openapi::{RefOr, Schema};

use crate::app::App;

#[doc(hidden)]
pub use utoipa_axum;

pub type Methods = MethodRouter<App>;

/// Schemas by name, and the operations.
pub type Described = (Vec<(String, RefOr<Schema>)>, Paths);

/// What [`routes!`](crate::routes) makes.
pub struct Routes {
    pub path: String,
    pub methods: Methods,
    pub describe: fn() -> Described,
}

/// `routes!(list, create)`, for [`Api::add`](crate::web::Api::add). All of them name the same path.
#[macro_export]
macro_rules! routes {
    ($($($part:ident)::+),+ $(,)?) => {{
        use $crate::web::routes::{Methods, Routes, utoipa_axum};
        use utoipa_axum::PathItemExt as _;
        let (mut path, mut methods) = (String::new(), Methods::new());
        $(
            let own: String = utoipa_axum::routes!(@path [path()] of $($part)::+);
            debug_assert!(path.is_empty() || path == own, "{path} and {own} are declared together");
            path = own;
            for method in utoipa_axum::routes!(@path [methods()] of $($part)::+) {
                methods = methods.on(method.to_method_filter(), $($part)::+);
            }
        )+
        let describe = || {
            let (schemas, paths, _): utoipa_axum::router::UtoipaMethodRouter<$crate::App> =
                utoipa_axum::routes!($($($part)::+),+);
            (schemas, paths)
        };
        Routes { path, methods, describe }
    }};
}
