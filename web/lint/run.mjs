// All lints: `node lint/run.mjs`. Says what is wrong, line by line.

import * as firstPage from "./first_page.mjs";
import * as lengths from "./lengths.mjs";
import * as markup from "./markup.mjs";
import * as safety from "./safety.mjs";
import * as sheets from "./sheets.mjs";
import * as specimens from "./specimens.mjs";
import * as texts from "./texts.mjs";

const problems = (await Promise.all([markup, safety, texts, lengths, sheets, specimens, firstPage].map(({ check }) => check()))).flat();
const { files, bytes } = firstPage.size();
console.log(`first page: ${files} files, ${(bytes / 1000).toFixed(1)} kB compressed`);
console.log(problems.length > 0 ? problems.join("\n") : "lints: nothing to say");
process.exitCode = problems.length > 0 ? 1 : 0;
