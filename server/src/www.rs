//! Plain files beside the interface: the loader, the engine, a site to try.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::error::{ApiError, Code};
use crate::router::not_found;

/// Folders to be published, and files in them that are not.
#[derive(Clone)]
pub(crate) struct Files {
    folders: Arc<[(PathBuf, ServeDir)]>,
    private: Arc<[PathBuf]>,
}

impl Files {
    /// Publishes `folders`; of several, the first that has a file gives it.
    /// `private` are files that may lie in them, as the database where somebody
    /// publishes the folder that he works in.
    ///
    /// # Errors
    /// When a folder is not there; the path is part of the answer.
    pub(crate) fn of<'a>(
        folders: &'a [PathBuf],
        private: &[PathBuf],
    ) -> Result<Self, (&'a Path, io::Error)> {
        let folder = |path: &'a PathBuf| {
            let whole = path
                .canonicalize()
                .map_err(|error| (path.as_path(), error))?;
            let files = ServeDir::new(&whole);
            Ok((whole, files))
        };
        Ok(Self {
            folders: folders.iter().map(folder).collect::<Result<_, _>>()?,
            private: private
                .iter()
                .filter_map(|path| path.canonicalize().ok())
                .collect(),
        })
    }

    /// Answers all addresses.
    pub(crate) fn into_router(self) -> Router {
        Router::new().fallback(find).with_state(self)
    }

    /// Whether a private file would be given for this path, by whatever name:
    /// links lead to files too.
    async fn gives_private(&self, path: &Path) -> bool {
        // A folder is answered with its index.html.
        for path in [path, &path.join("index.html")] {
            let file = tokio::fs::canonicalize(path).await;
            if self.is_private(path) || file.is_ok_and(|file| self.is_private(&file)) {
                return true;
            }
        }
        false
    }

    /// Whether this is one of the private files, or one that SQLite keeps beside
    /// its database: `telswap.db-wal`. Some systems do not tell cases apart.
    fn is_private(&self, path: &Path) -> bool {
        let lower = |path: &Path| path.to_string_lossy().to_ascii_lowercase();
        let path = lower(path);
        let mut private = self.private.iter().map(|private| lower(private));
        private.any(|private| {
            path.strip_prefix(&private)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    }
}

async fn find(State(files): State<Files>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    let mut response = not_found().await.into_response();
    if let Some(path) = public_path(head.uri.path()) {
        for (folder, served) in files.folders.iter() {
            if files.gives_private(&folder.join(&path)).await {
                continue;
            }
            let request = Request::from_parts(head.clone(), Body::empty());
            let Ok(found) = served.clone().oneshot(request).await;
            // Where the system refuses, as with a name that is too long, there
            // is no file to give either.
            if found.status() != StatusCode::NOT_FOUND && !found.status().is_server_error() {
                response = found.map(Body::new);
                break;
            }
        }
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = only_reading();
    }
    describe(response.headers_mut());
    response
}

/// The path below a folder; none when it leads out of it, or to what nobody
/// means to publish, as `.git` or `.env`. `.well-known` is meant (RFC 8615).
fn public_path(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let is_public = |part: &&str| !part.starts_with('.') || *part == ".well-known";
    decoded
        .split('/')
        .filter(|part| !part.is_empty())
        .map(|part| Some(part).filter(is_public))
        .collect()
}

fn only_reading() -> Response {
    let message = "files are read with GET or HEAD";
    let error = ApiError::new(Code::MethodNotAllowed, message);
    ([(ALLOW, "GET, HEAD")], error).into_response()
}

/// Whoever tries things out sees what is in the folder now; text is UTF-8.
fn describe(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let text = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .filter(|kind| kind.starts_with("text/") || *kind == "application/json")
        .filter(|kind| !kind.contains("charset"));
    if let Some(kind) = text
        && let Ok(kind) = HeaderValue::try_from(format!("{kind}; charset=utf-8"))
    {
        headers.insert(CONTENT_TYPE, kind);
    }
}
