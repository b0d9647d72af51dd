// Pictures of every screen in both themes: `cargo xtask shots [OUTPUT-FOLDER]`. The README's picture is one of them.
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { fileAddress, launch, open, root, running } from "./support.mjs";

const out = process.argv[2] ?? path.join(root, "target/shots");
const readme = path.join(root, "docs");
const sizes = [[1440, 900], [1024, 768], [390, 844]];
await mkdir(out, { recursive: true });
await mkdir(readme, { recursive: true });
const browser = await launch();

async function shoot(theme, [width, height]) {
  const options = { viewport: { width, height }, colorScheme: theme };
  const { page, context, seen } = await open(browser, fileAddress, { context: options });
  const save = async (name) => {
    await page.waitForTimeout(350);
    await page.screenshot({ path: path.join(out, `${name}-${theme}-${width}.png`) });
  };
  await running(page);
  await save("empty");
  await page.getByRole("button", { name: /ledger-portal/ }).click();
  await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
  await page.locator("button.context").click();
  await page.getByLabel("Outbound licence").selectOption("proprietary");
  await save("context");
  await page.keyboard.press("Escape");
  await save("overview");
  await page.keyboard.press("2");
  await page.locator(width > 720 ? "canvas" : "[role=tree]").first().waitFor();
  await save("graph");
  if (width > 720) {
    await page.locator("#search").fill("xdevapi");
    await page.locator("#hits [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#inspector").waitFor();
    await save("graph-selected");
    await page.keyboard.press("t");
  }
  await save("tree");
  await page.keyboard.press("Escape");
  await page.keyboard.press("3");
  await page.locator("table.inv tbody tr").first().waitFor();
  await save("inventory");
  await page.keyboard.press("4");
  await page.locator("article.finding").first().waitFor();
  await page.locator(".f-toggle").first().click();
  await save("licences");
  await page.keyboard.press("?");
  await save("help");
  if (seen.errors.length || seen.violations.length) console.error(theme, width, seen.errors, seen.violations);
  await context.close();
}

for (const theme of ["light", "dark"]) {
  for (const size of sizes) await shoot(theme, size);
}
await browser.close();
await copyFile(path.join(out, "graph-selected-light-1440.png"), path.join(readme, "lockscope.png"));
console.log(`pictures in ${path.relative(root, out)}`);
