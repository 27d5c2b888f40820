//! The stylesheet and the script, under addresses that name their content.

use std::sync::LazyLock;

use preau_kernel::web::page::assets::Asset;

pub(crate) static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("admin.css", "text/css; charset=utf-8", include_str!("../assets/admin.css")));
pub(crate) static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("admin.js", "text/javascript; charset=utf-8", include_str!("../assets/admin.js")));
