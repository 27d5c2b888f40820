//! The stylesheet and the script, each of several files and served as one, under addresses that name their content.

use std::sync::LazyLock;

use preau_kernel::web::page::assets::Asset;

const CSS: &str = concat!(
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/frame.css"),
    include_str!("../assets/css/parts.css"),
    include_str!("../assets/css/toolbar.css"),
    include_str!("../assets/css/lists.css"),
    include_str!("../assets/css/forms.css"),
    include_str!("../assets/css/pages.css"),
);
/// One module: what a file declares at its top is known in those after it.
const JS: &str = concat!(
    include_str!("../assets/js/choosing.js"),
    include_str!("../assets/js/palette.js"),
    include_str!("../assets/js/lists.js"),
    include_str!("../assets/js/forms.js"),
    include_str!("../assets/js/pages.js"),
);

pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset::new("admin.css", "text/css; charset=utf-8", CSS));
pub(crate) static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("admin.js", "text/javascript; charset=utf-8", JS));
