import assert from "node:assert/strict";
import test from "node:test";

import { passwordStrength } from "../components/password_strength.js";

// The cases of apps/accounts/src/domain/password_rules.rs: what the meter calls good, the server takes; of what the
// server refuses, the meter knows these.
const JEAN = ["Jean-Noël", "Béranger", "jn.beranger@ecole.example", "jnberanger"];

test("what the server accepts is not called a problem", () => {
  const me = ["Ève", "Martin", "admin@ecole.example"];
  for (const password of ["Tableau-noir-73", "correct-cheval-pile-agrafe", "Sup3r-secret!42", "nouveau_mot_de_passe", "été à Noël 2024", "fenêtre-bleue-19", "Agrafeuse!88", "密碼學是有趣的事", "xK9#qé!w"]) {
    assert.equal(passwordStrength(password, me).problem, null, password);
  }
});

test("the most common ones are known, dressed up too", () => {
  for (const password of ["motdepasse", "Motdepasse1", "MOTDEPASSE2024!", "m0td3p@$$e", "mot2passe", "mot_de_passe", "password", "Password2024!", "12345678", "azertyuiop", "Azerty1234!", "qsdfghjklm", "soleil2024!", "SoleilSoleil", "jetaime!!!", "élève1234", "aaaaaaaaaaaa", "marseille13"]) {
    assert.equal(passwordStrength(password).problem, "common", password);
  }
});

test("the person's own names are known", () => {
  for (const password of ["jnberanger", "BÉRANGER", "beranger2024", "Béranger14032007", "b3r4ng3r!!", "Jean-Noël-Béranger", "regnareb12", "NoelBeranger99"]) {
    assert.equal(passwordStrength(password, JEAN).problem, "personal", password);
  }
  assert.equal(passwordStrength("Kowalczyk-2291-x", JEAN).problem, null);
  assert.equal(passwordStrength("la fenêtre de Noël est verte", JEAN).problem, null);
});

test("lengths count characters, and control characters are refused", () => {
  assert.deepEqual(passwordStrength("xK9#q"), { score: 0, problem: "too_short", missing: 3 });
  assert.equal(passwordStrength("xK9#qé!").problem, "too_short");
  assert.equal(passwordStrength("kQ7!vé".repeat(22)).problem, "too_long");
  assert.equal(passwordStrength("xK9#qé!w\n").problem, "control_character");
});

test("the meter rises", () => {
  const scores = ["azertyuiop", "Agrafeuse", "Tableau-noir-73 et craie blanche"].map((password) => passwordStrength(password).score);
  assert.deepEqual([...scores].sort(), scores);
  assert.equal(scores[2], 4);
});
