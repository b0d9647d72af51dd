//! A web server of a few lines for `dist/`: loopback only, GET only, with the sealed page's headers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};

use crate::Outcome;
use crate::page;
use crate::run::root;

const PORT: u16 = 8321;

/// Builds the page (unless told not to) and serves it until interrupted.
pub fn serve(arguments: &[&str]) -> Outcome {
    let port = match arguments.iter().position(|word| *word == "--port") {
        Some(place) => {
            let word = arguments.get(place + 1).ok_or("--port needs a number")?;
            word.parse().map_err(|_| format!("{word:?} is no port"))?
        }
        None => PORT,
    };
    if !arguments.contains(&"--no-build") {
        page::build(true)?;
    }
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|fault| format!("port {port}: {fault}"))?;
    let address = listener.local_addr().map_err(|fault| fault.to_string())?;
    println!("\nLockscope is at http://{address}/ (Ctrl+C stops it); dist/index.html also opens from disk");
    let folder = root().join("dist");
    for stream in listener.incoming().flatten() {
        let folder = folder.clone();
        std::thread::spawn(move || answer(&stream, &folder));
    }
    Ok(())
}

fn answer(stream: &TcpStream, folder: &Path) {
    let _ = stream.set_read_timeout(Some(std::time::Duration::from_secs(10)));
    let mut line = String::new();
    let mut reader = BufReader::new(stream.take(8192));
    if reader.read_line(&mut line).is_err() {
        return;
    }
    // The rest of the request is read so that closing does not reset the connection.
    let mut header = String::new();
    while reader.read_line(&mut header).is_ok_and(|size| size > 2) {
        header.clear();
    }
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or("/"));
    let found = file(folder, target).filter(|_| method == "GET").and_then(|path| {
        let kind = media_type(&path);
        std::fs::read(path).ok().map(|bytes| (kind, bytes))
    });
    let (status, kind, body) = match found {
        Some((kind, bytes)) => ("200 OK", kind, bytes),
        None => ("404 Not Found", "text/plain", b"There is nothing here\n".to_vec()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = stream;
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

/// The file a request's target names inside the folder, never outside it.
fn file(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    Some(folder.join(path)).filter(|file| inside && file.is_file())
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let folder = root().join("xtask");
        assert!(file(&folder, "/Cargo.toml?secret").is_some());
        for target in ["/../Cargo.toml", "/src/../../Cargo.toml", "//etc/passwd/..", "/nothing"] {
            assert_eq!(file(&folder, target), None, "{target}");
        }
    }
}
