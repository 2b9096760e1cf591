//! The one script of a page, and the policy that lets that script run and nothing load.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The script, as it stands in the page: it adds sorting and copying.
pub(super) const TEXT: &str = include_str!("page.js");

/// Returns the content security policy of a page: its own script, its own styles, embedded fonts and pictures.
///
/// With it a browser itself holds the promise that a report fetches nothing and sends nothing.
pub(super) fn policy() -> &'static str {
    static POLICY: OnceLock<String> = OnceLock::new();
    POLICY.get_or_init(|| {
        let hash = STANDARD.encode(Sha256::digest(TEXT.as_bytes()));
        format!(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; font-src data:; \
             img-src data: blob:; base-uri 'none'; form-action 'none'"
        )
    })
}
