// `npm ci && npm run build`: what the page takes from others, as `go2mjx web` puts it in.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

await build({
  entryPoints: ["parts.mjs"],
  outfile: "parts.js",
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "parts",
  target: "es2020",
  external: ["module"], // what MuJoCo asks for in Node.js only
  logOverride: { "empty-import-meta": "silent" }, // the page hands MuJoCo its WebAssembly
  legalComments: "eof",
});
writeFileSync("mujoco.wasm.gz", gzipSync(readFileSync("node_modules/@mujoco/mujoco/mujoco.wasm"), { level: 9 }));
