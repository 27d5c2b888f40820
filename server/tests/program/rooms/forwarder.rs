//! What stands before two nodes, as HAProxy would: one address, whose connections go to whichever node takes them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

/// Ends when it is dropped, and its connections with it.
pub(super) struct Forwarder {
    pub(super) address: String,
    _runtime: tokio::runtime::Runtime,
}

impl Forwarder {
    pub(super) fn to(nodes: [String; 2]) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        runtime.spawn(async move {
            let (nodes, turn) = (Arc::new(nodes), AtomicUsize::new(0));
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(carry(stream, nodes.clone(), turn.fetch_add(1, Ordering::Relaxed)));
            }
        });
        Self { address, _runtime: runtime }
    }
}

/// To the node whose turn it is, or the other; a node that dies ends what it carried.
async fn carry(mut stream: TcpStream, nodes: Arc<[String; 2]>, turn: usize) {
    for at in [turn, turn + 1] {
        if let Ok(mut node) = TcpStream::connect(&nodes[at % 2]).await {
            let _ = stream.set_nodelay(true).and_then(|()| node.set_nodelay(true));
            let _ = copy_bidirectional(&mut stream, &mut node).await;
            return;
        }
    }
}
