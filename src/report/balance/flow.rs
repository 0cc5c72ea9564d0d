//! A flow through a small network, from which a rounded table is read.

use std::collections::VecDeque;

/// Edges with the least and the most that must go through them.
#[derive(Debug, Default)]
pub(super) struct Network {
    edges: Vec<Edge>,
    nodes: usize,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    from: usize,
    to: usize,
    least: usize,
    /// How much more than the least may go through.
    room: usize,
    flow: usize,
}

impl Network {
    pub(super) const fn new(nodes: usize) -> Self {
        Self { edges: Vec::new(), nodes }
    }

    pub(super) fn edge(&mut self, from: usize, to: usize, least: usize, most: usize) {
        self.edges.push(Edge { from, to, least, room: most.saturating_sub(least), flow: 0 });
    }

    /// How much goes through each edge when nothing is lost at any node; `None` when that cannot be.
    ///
    /// What must go through an edge is taken from a source and given to a sink of their own; the rest is a largest flow.
    pub(super) fn circulation(mut self) -> Option<Vec<usize>> {
        let (source, sink) = (self.nodes, self.nodes + 1);
        let count = self.edges.len();
        for at in 0..count {
            let Some(Edge { from, to, least, .. }) = self.edges.get(at).copied() else { continue };
            if least > 0 {
                self.edge(source, to, 0, least);
                self.edge(from, sink, 0, least);
            }
        }
        while self.augment(source, sink) {}
        let is_full = self.edges.iter().skip(count).all(|edge| edge.flow == edge.room);
        is_full.then(|| self.edges.iter().take(count).map(|edge| edge.least + edge.flow).collect())
    }

    /// One more unit from source to sink by a shortest way.
    fn augment(&mut self, source: usize, sink: usize) -> bool {
        let mut came: Vec<Option<(usize, bool)>> = vec![None; self.nodes + 2];
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            for (at, edge) in self.edges.iter().enumerate() {
                let step = if edge.from == node && edge.flow < edge.room {
                    Some((edge.to, true))
                } else if edge.to == node && edge.flow > 0 {
                    Some((edge.from, false))
                } else {
                    None
                };
                let Some((next, forward)) = step else { continue };
                let Some(slot) = came.get_mut(next).filter(|slot| slot.is_none() && next != source) else { continue };
                *slot = Some((at, forward));
                queue.push_back(next);
            }
        }
        let mut node = sink;
        let mut way = Vec::new();
        while node != source {
            let Some((at, forward)) = came.get(node).copied().flatten() else { return false };
            let Some(edge) = self.edges.get(at) else { return false };
            node = if forward { edge.from } else { edge.to };
            way.push((at, forward));
        }
        for (at, forward) in way {
            if let Some(edge) = self.edges.get_mut(at) {
                edge.flow = if forward { edge.flow + 1 } else { edge.flow.saturating_sub(1) };
            }
        }
        true
    }
}
