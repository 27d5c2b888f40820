//! What the web app's page may load and do: everything from here, nothing inline, no text that becomes code.

/// `img-src`: pictures of people come as blobs, the place's logo from the API. Trusted Types: the one policy, `preau`,
/// names the service worker. `connect-src`: `'self'` is also this origin's live channel, another origin's is named.
pub(super) fn of(api: &str) -> String {
    let live = api.strip_prefix("http").map(|rest| format!(" ws{rest}")).unwrap_or_default();
    let api = if api.is_empty() { String::new() } else { format!(" {api}") };
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        &format!("img-src 'self' data: blob:{api}"),
        "font-src 'self'",
        &format!("connect-src 'self'{api}{live}"),
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types preau",
    ]
    .join("; ")
}
