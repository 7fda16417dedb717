/* The live page's picture in README.md. */
import { join } from "node:path";
import { cleanUp, launch, open, pageOf, root, settled } from "./browser.mjs";

const browser = await launch();
const page = await open(browser, pageOf("joint-ict-2017"), {
  fragment: "#driver:take-up=0.8&driver:savings-delivered=0.9",
  viewport: { width: 1360, height: 1240 },
});
await settled(page);
await page.screenshot({ path: join(root, "scenarios/pictures/live-page.png") });
await browser.close();
cleanUp();
