/* What eslint asks of the scripts, beside its recommended rules. */
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    rules: {
      "default-case-last": "error",
      eqeqeq: "error",
      "max-len": ["error", { code: 120 }],
      "no-else-return": "error",
      "no-implicit-globals": "error",
      "no-shadow": "error",
      "no-use-before-define": ["error", { functions: false, classes: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
  },
  { files: ["engine/page/script/*.mjs"], languageOptions: { globals: globals.browser } },
  { files: ["tests/**/*.mjs", "bench/*.mjs"], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  { files: [".ci/**/*.mjs"], languageOptions: { globals: globals.node } },
];
