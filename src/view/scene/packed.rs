//! Numbers as bytes (little endian) where they are written down: half a million of them cross between threads in a
//! millisecond instead of one by one. For `#[serde(with = "packed")]`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserializer, Serializer};

/// A number of a fixed size.
pub trait Packed: Copy {
    const BYTES: usize;
    fn put(self, out: &mut Vec<u8>);
    /// Of as many bytes as it takes; 0 for any other count.
    fn take(bytes: &[u8]) -> Self;
}

impl Packed for u8 {
    const BYTES: usize = 1;
    fn put(self, out: &mut Vec<u8>) {
        out.push(self);
    }
    fn take(bytes: &[u8]) -> Self {
        bytes.first().copied().unwrap_or_default()
    }
}

impl Packed for u32 {
    const BYTES: usize = 4;
    fn put(self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }
    fn take(bytes: &[u8]) -> Self {
        bytes.try_into().map(Self::from_le_bytes).unwrap_or_default()
    }
}

impl Packed for f32 {
    const BYTES: usize = 4;
    fn put(self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }
    fn take(bytes: &[u8]) -> Self {
        bytes.try_into().map(Self::from_le_bytes).unwrap_or_default()
    }
}

pub fn serialize<T: Packed, S: Serializer>(values: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(values.len() * T::BYTES);
    values.iter().for_each(|value| value.put(&mut bytes));
    serializer.serialize_bytes(&bytes)
}

pub fn deserialize<'de, T: Packed, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_bytes(Bytes(PhantomData))
}

struct Bytes<T>(PhantomData<T>);

impl<'de, T: Packed> Visitor<'de> for Bytes<T> {
    type Value = Vec<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "numbers of {} bytes each", T::BYTES)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        if bytes.len() % T::BYTES != 0 {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        Ok(bytes.chunks_exact(T::BYTES).map(T::take).collect())
    }

    /// Formats without bytes write them one by one.
    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = values.next_element::<u8>()? {
            bytes.push(byte);
        }
        self.visit_bytes(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Both {
        #[serde(with = "super")]
        numbers: Vec<u32>,
        #[serde(with = "super")]
        lengths: Vec<f32>,
    }

    #[test]
    fn numbers_come_back_as_they_were() {
        let both = Both { numbers: vec![0, 7, u32::MAX], lengths: vec![-1.5, 0.0, 3e9] };
        let bytes = postcard::to_allocvec(&both).unwrap();
        assert_eq!(bytes.len(), 2 + 6 * 4);
        assert_eq!(postcard::from_bytes::<Both>(&bytes).unwrap(), both);
        let text = serde_json::to_string(&both).unwrap();
        assert_eq!(serde_json::from_str::<Both>(&text).unwrap(), both);
    }

    #[test]
    fn a_number_cut_in_two_is_refused() {
        assert!(postcard::from_bytes::<Both>(&[3, 1, 2, 3, 0]).is_err());
    }
}
