//! Where the bytes go: nowhere (the table has them), or S3-compatible storage by the `object_store` crate.

use std::time::Duration;

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig};

use super::FileId;
use crate::clock::Timestamp;
use crate::config::FilesConfig;
use crate::error::{Error, Result};

/// All objects stand under this name, so that a bucket can be shared.
const PREFIX: &str = "preau/files";

pub(crate) enum Storage {
    Database,
    S3(Box<AmazonS3>),
}

impl Storage {
    /// A wrong setting is an error that names its key.
    pub(crate) fn new(config: &FilesConfig) -> Result<Self> {
        match config.storage.as_str() {
            "database" => Ok(Self::Database),
            "s3" => Ok(Self::S3(Box::new(connect(config)?))),
            other => Err(Error::internal(format!("files.storage: `database` or `s3`, not `{other}`"))),
        }
    }

    pub(crate) fn is_remote(&self) -> bool {
        matches!(self, Self::S3(_))
    }

    /// Uploads; false when there is nowhere to upload to, and the table keeps the bytes.
    pub(super) async fn put(&self, id: &FileId, bytes: Bytes) -> Result<bool> {
        let Self::S3(store) = self else { return Ok(false) };
        store.put(&path(id), bytes.into()).await.map_err(unavailable)?;
        Ok(true)
    }

    pub(super) async fn get(&self, id: &FileId) -> Result<Bytes> {
        match self.s3()?.get(&path(id)).await {
            Ok(found) => found.bytes().await.map_err(unavailable),
            Err(object_store::Error::NotFound { .. }) => {
                Err(Error::internal(format!("file {} is missing from the object storage", id.as_str())))
            }
            Err(error) => Err(unavailable(error)),
        }
    }

    /// One that is gone already is no error.
    pub(super) async fn delete(&self, id: &FileId) -> Result<()> {
        match self.s3()?.delete(&path(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }

    /// The files of the storage written before `before`; none without S3.
    pub(super) async fn older_than(&self, before: Timestamp) -> Result<Vec<FileId>> {
        let Self::S3(store) = self else { return Ok(Vec::new()) };
        let objects: Vec<_> = store.list(Some(&Path::from(PREFIX))).try_collect().await.map_err(unavailable)?;
        let old = objects.into_iter().filter(|object| object.last_modified < before.utc());
        Ok(old.filter_map(|object| FileId::parse(object.location.filename()?)).collect())
    }

    fn s3(&self) -> Result<&AmazonS3> {
        match self {
            Self::S3(store) => Ok(store),
            Self::Database => Err(Error::internal(
                "files.storage: this file was stored in S3, which is no longer configured; set the files.s3_… keys again",
            )),
        }
    }
}

fn connect(config: &FilesConfig) -> Result<AmazonS3> {
    for (key, value) in [
        ("s3_bucket", &config.s3_bucket),
        ("s3_region", &config.s3_region),
        ("s3_access_key", &config.s3_access_key),
        ("s3_secret_key", &config.s3_secret_key),
    ] {
        if value.is_empty() {
            return Err(Error::internal(format!("files.{key}: needed when files.storage is `s3`")));
        }
    }
    // An error means that it is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&config.s3_bucket)
        .with_region(&config.s3_region)
        .with_access_key_id(&config.s3_access_key)
        .with_secret_access_key(&config.s3_secret_key)
        // One DELETE each: not every S3-compatible server knows the bulk request.
        .with_disable_bulk_delete(true)
        .with_client_options(
            ClientOptions::new()
                .with_allow_http(config.s3_endpoint.starts_with("http://"))
                .with_connect_timeout(Duration::from_secs(5))
                .with_timeout(Duration::from_secs(30)),
        )
        .with_retry(RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(20), ..RetryConfig::default() });
    if !config.s3_endpoint.is_empty() {
        builder = builder.with_endpoint(&config.s3_endpoint);
    }
    builder.build().map_err(|error| Error::internal(format!("files.s3_endpoint, files.s3_bucket: {error}")))
}

fn path(id: &FileId) -> Path {
    Path::from(format!("{PREFIX}/{}", id.as_str()))
}

fn unavailable(error: object_store::Error) -> Error {
    tracing::error!(%error, "the object storage failed");
    Error::Unavailable("file_storage_unavailable")
}
