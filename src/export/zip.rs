//! A ZIP archive of a few files, for formats that are one: deflated, without dates, the same bytes for the same content.
//!
//! Writes no archive of 4 GB or more, and no more than 65,535 files.
//!
//! Source: PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.4.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// The day that archives without dates state, 1980-01-01, in MS-DOS's words.
const NO_DAY: u16 = 0x0021;
/// What is needed to read it: 2.0, deflate.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;
const DEFLATED: u16 = 8;

/// An archive of these files, in their order.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    let mut directory: Vec<u8> = Vec::new();
    for (name, content) in files {
        let mut crc = Crc::new();
        crc.update(content);
        let packed = deflate(content);
        let offset = out.len() as u32;
        let mut fields: Vec<u8> = Vec::new();
        for field in [VERSION, FLAGS, DEFLATED, 0, NO_DAY] {
            fields.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), packed.len() as u32, content.len() as u32] {
            fields.extend(field.to_le_bytes());
        }
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend(0_u16.to_le_bytes());
        out.extend(*b"PK\x03\x04");
        out.extend(&fields);
        out.extend(name.bytes());
        out.extend(&packed);
        directory.extend(*b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&fields);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.bytes());
    }
    let start = out.len() as u32;
    let count = (files.len() as u16).to_le_bytes();
    out.extend(&directory);
    out.extend(*b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend(count);
    out.extend(count);
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default()
}
