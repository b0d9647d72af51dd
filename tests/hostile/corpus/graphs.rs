//! Cycles, ladders and chains: what makes walks of graphs never end, or end too deep.

use super::Files;

/// A graph as `go mod graph` prints it: a line an arrow, from the root `app`.
fn go(arrows: impl Iterator<Item = (usize, usize)>) -> String {
    let mut out = String::from("app n0@v1.0.0\n");
    for (from, to) in arrows {
        out.push_str(&format!("n{from}@v1.0.0 n{to}@v1.0.0\n"));
    }
    out
}

/// The same as CycloneDX.
fn cyclonedx(count: usize, arrows: impl Iterator<Item = (usize, usize)>) -> String {
    let components: Vec<String> = (0..count)
        .map(|number| format!("{{\"type\":\"library\",\"name\":\"n{number}\",\"bom-ref\":\"{number}\"}}"))
        .collect();
    let mut by_node = vec![Vec::new(); count];
    for (from, to) in arrows {
        by_node[from].push(format!("\"{to}\""));
    }
    let needs: Vec<String> = by_node
        .iter()
        .enumerate()
        .map(|(node, needs)| format!("{{\"ref\":\"{node}\",\"dependsOn\":[{}]}}", needs.join(",")))
        .collect();
    format!(
        "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{{\"component\":{{\"type\":\"application\",\
         \"name\":\"app\",\"bom-ref\":\"app\"}}}},\"components\":[{}],\"dependencies\":[\
         {{\"ref\":\"app\",\"dependsOn\":[\"0\"]}},{}]}}",
        components.join(","),
        needs.join(",")
    )
}

const GO: &str = "go-mod-graph.txt";
const BOM: &str = "bom.json";

pub fn cycles(files: &mut Files) {
    files.add("of-one", GO, go([(0, 0)].into_iter()));
    files.add("of-two", GO, go([(0, 1), (1, 0)].into_iter()));
    for length in [100, 5_000] {
        let ring = move || (0..length).map(move |node| (node, (node + 1) % length));
        files.add(format!("ring-{length}"), GO, go(ring()));
        files.add(format!("ring-{length}-cyclonedx"), BOM, cyclonedx(length, ring()));
    }
    let all = || (0..60).flat_map(|from| (0..60).map(move |to| (from, to)));
    files.add("each-to-each-60", GO, go(all()));
    files.add("each-to-each-60-cyclonedx", BOM, cyclonedx(60, all()));
    files.add("back-to-the-root", GO, "app a@v1.0.0\na@v1.0.0 app\n");
    files.add(
        "rings-in-a-row-2000",
        GO,
        go((0..2_000).flat_map(|ring| {
            let first = ring * 3;
            [(first, first + 1), (first + 1, first + 2), (first + 2, first), (first + 2, first + 3)]
        })),
    );
    let ring: String = (0..300)
        .map(|node| {
            format!(
                "\n[[package]]\nname = \"n{node}\"\nversion = \"1.0.0\"\ndependencies = [\"n{}\"]\n",
                (node + 1) % 300
            )
        })
        .collect();
    files.add("cargo-ring-300", "Cargo.lock", format!("version = 4\n{ring}"));
    files.add(
        "component-in-itself",
        BOM,
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"library\",\
        \"name\":\"a\",\"bom-ref\":\"a\",\"components\":[{\"type\":\"library\",\"name\":\"a\",\"bom-ref\":\"a\"}]}],\
        \"dependencies\":[{\"ref\":\"a\",\"dependsOn\":[\"a\",\"a\",\"a\"]}]}",
    );
}

pub fn ladders(files: &mut Files) {
    // Two ways at each rung: 2^rungs routes.
    let ladder = |rungs: usize| {
        (0..rungs).flat_map(|rung| {
            let first = rung * 3;
            [(first, first + 1), (first, first + 2), (first + 1, first + 3), (first + 2, first + 3)]
        })
    };
    for rungs in [20, 64, 127, 128, 1_000, 5_000] {
        files.add(format!("rungs-{rungs}"), GO, go(ladder(rungs)));
    }
    files.add("rungs-200-cyclonedx", BOM, cyclonedx(601, ladder(200)));
    // Every node needs every later one.
    for count in [40, 200] {
        let arrows = (0..count).flat_map(move |from| (from + 1..count).map(move |to| (from, to)));
        files.add(format!("each-to-all-later-{count}"), GO, go(arrows));
    }
    let layered = (0..29).flat_map(|layer| {
        (0..20).flat_map(move |from| (0..20).map(move |to| (1 + layer * 20 + from, 1 + layer * 20 + 20 + to)))
    });
    files.add("layers-30-of-20", GO, go((1..21).map(|node| (0, node)).chain(layered)));
    files.add("fan-out-5000", GO, go((1..5_000).map(|node| (0, node))));
    files.add("fan-in-5000", GO, go((1..2_500).flat_map(|node| [(0, node), (node, 2_500)])));
    files.add("one-arrow-20000-times", GO, go((0..20_000).map(|_| (0, 1))));
    files.add("ladder-with-rings", GO, go(ladder(300).chain((0..300).map(|rung| (rung * 3 + 3, rung * 3)))));
}

pub fn chains(files: &mut Files) {
    let chain = |length: usize| (0..length).map(|node| (node, node + 1));
    for length in [1_000, 10_000] {
        files.add(format!("links-{length}"), GO, go(chain(length)));
    }
    for length in [1_000, 5_000] {
        files.add(format!("links-{length}-cyclonedx"), BOM, cyclonedx(length + 1, chain(length)));
    }
    let locked: String = (0..5_000)
        .map(|node| {
            format!("\n[[package]]\nname = \"n{node}\"\nversion = \"1.0.0\"\ndependencies = [\"n{}\"]\n", node + 1)
        })
        .collect();
    files.add("links-5000-cargo", "Cargo.lock", format!("version = 4\n{locked}"));
    let mut path = String::new();
    let mut members = Vec::new();
    for node in 0..120 {
        path.push_str(&format!("{}node_modules/n{node}", if node == 0 { "" } else { "/" }));
        members.push(format!("\"{path}\":{{\"version\":\"1.0.0\",\"dependencies\":{{\"n{}\":\"1\"}}}}", node + 1));
    }
    files.add("folders-in-folders-npm", "package-lock.json", super::npm(&members));
    let tree: String =
        (0..3_000).map(|depth| format!("{}n{depth} v1.0.0\n", "    ".repeat(depth))).take(1_500).collect();
    files.add("indented-1500-cargo-tree", "cargo-tree.txt", tree);
    let maven: String =
        (1..1_000).map(|depth| format!("[INFO] {}+- g:n{depth}:jar:1.0:compile\n", "|  ".repeat(depth - 1))).collect();
    files.add("indented-1000-maven", "dependency-tree.txt", format!("[INFO] g:app:jar:1.0\n{maven}"));
    let links: String = (0..5_000)
        .map(|node| format!("n{node}@1:\n  version \"1\"\n  dependencies:\n    n{} \"1\"\n\n", node + 1))
        .collect();
    files.add("links-5000-yarn", "yarn.lock", format!("# yarn lockfile v1\n\n\n{links}"));
}

/// A chain of a million components; too much for a build without optimisation, so `examples/hostile.rs` opens it.
pub fn million(files: &mut Files) {
    files.add("links-1000000", GO, go((0..1_000_000).map(|node| (node, node + 1))));
    files.add("fan-out-300000", GO, go((1..300_000).map(|node| (0, node))));
    files.add("ring-1000000", GO, go((0..1_000_000).map(|node| (node, (node + 1) % 1_000_000))));
}
