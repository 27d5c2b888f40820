//! The working memory of a hash.

use allocator_api2::vec::Vec;
use argon2::Block;
use hugealloc::HugeAlloc;

/// Argon2 jumps about in it, so that with pages of 4 KiB the processor often looks up where one lies: the system is asked
/// for large ones (Linux: `MADV_HUGEPAGE`), with which a hash takes some 5 % less time.
pub struct Memory(Vec<Block, HugeAlloc>);

impl Memory {
    /// Takes nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Vec::new_in(HugeAlloc))
    }

    /// So many blocks, of any content; `None` where the system has no room for them.
    pub(super) fn blocks(&mut self, count: usize) -> Option<&mut [Block]> {
        if self.0.len() < count {
            // What it held is worth nothing: it need not be copied.
            *self = Self::new();
            self.0.try_reserve_exact(count).ok()?;
            self.0.resize(count, Block::new());
        }
        self.0.get_mut(..count)
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Otherwise the system could give none to its ends.
    #[test]
    fn it_begins_where_a_large_page_may_begin() {
        let mut memory = Memory::new();
        let blocks = memory.blocks(19 * 1024).unwrap();
        assert_eq!((blocks.len(), blocks.as_ptr().align_offset(2 << 20)), (19 * 1024, 0));
    }

    #[test]
    fn what_it_holds_is_kept_for_a_smaller_hash() {
        let mut memory = Memory::new();
        memory.blocks(64).unwrap();
        assert_eq!((memory.blocks(8).unwrap().len(), memory.len()), (8, 64));
    }
}
