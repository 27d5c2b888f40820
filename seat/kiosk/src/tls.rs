//! Which servers are believed: those that a public authority vouches for, or the place's own.

use std::path::Path;
use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use crate::failure::{Failure, OrFail};

pub(crate) fn client(ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, Failure> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = ca_file {
        let named = format!("ca_file: {}", path.display());
        let mut found = 0;
        for certificate in CertificateDer::pem_file_iter(path).or_fail(&named)? {
            roots.add(certificate.or_fail(&named)?).or_fail(&named)?;
            found += 1;
        }
        if found == 0 {
            return Err(Failure::new(format!("{named}: no certificate in it")));
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().or_fail("TLS")?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}
