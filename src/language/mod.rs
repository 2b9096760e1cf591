//! Gendered and stereotyping words in recruitment texts and qualification files: what stands where, per 1,000 words.
//!
//! Bytes become a [`Prose`] (`format`), which knows where each word stood; a [`WordList`] is laid over its words (`find`).
//! Word lists are data (`surveys/language`), so that a school can bring its own. Leaves out any verdict: a word is a place
//! to look at. Knows nothing of scans, people or disclosure: a text of the school itself holds no numbers about people.

mod address;
mod anchor;
mod decode;
mod docx;
mod find;
mod format;
mod html;
mod list;
mod markdown;
mod prose;
mod research;
mod review;
mod token;

pub use format::{Format, Unreadable, read};
pub use list::{Group, WordList};
pub use prose::{Place, Prose};
pub use research::{SOURCES, what_it_does_not_say, what_it_says};
pub use review::{Counted, Found, LEAST_WORDS, Part, Review, review};
