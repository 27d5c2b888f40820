import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, rgbOf } from "../components/contrast.js";
import { heightOn, labelStride, runsOf, scaleOf } from "../components/plot_scale.js";

test("ticks are round and hold every value", () => {
  assert.deepEqual(scaleOf([3, 17, 9]), { low: 0, high: 20, ticks: [0, 5, 10, 15, 20] });
  assert.deepEqual(scaleOf([0.1, 0.3]).ticks, [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(scaleOf([-4, 6]).low, -5);
  assert.deepEqual(scaleOf([]).ticks.at(-1), 1);
  assert.deepEqual(scaleOf([0, null, 0]).low, 0);
  for (const most of [1, 7, 99, 101, 12_345, 0.004]) {
    const scale = scaleOf([most]);
    assert.ok(scale.high >= most && scale.ticks.length >= 3 && scale.ticks.length <= 7, String(most));
  }
});

test("percentages end at a hundred", () => {
  assert.deepEqual(scaleOf([88, 97], { most: 100 }).ticks, [0, 25, 50, 75, 100]);
  assert.equal(scaleOf([3, 12], { most: 100 }).high, 15);
});

test("what is counted has no halves", () => {
  assert.deepEqual(scaleOf([9, 4], { isWhole: true }).ticks, [0, 3, 6, 9]);
  assert.deepEqual(scaleOf([1, 0], { isWhole: true }).ticks, [0, 1]);
  assert.deepEqual(scaleOf([0], { isWhole: true }).ticks, [0, 1]);
  assert.deepEqual(scaleOf([25], { isWhole: true }).ticks, scaleOf([25]).ticks);
});

test("heights, labels and gaps", () => {
  assert.equal(heightOn({ low: 0, high: 20, ticks: [] }, 5), 0.25);
  assert.equal(labelStride(12, 40, 1000), 1);
  assert.equal(labelStride(12, 40, 300), 2);
  assert.equal(labelStride(52, 40, 300), 9);
  assert.deepEqual(runsOf([1, 2, null, 3, null, null, 4]), [[0, 1], [3], [6]]);
});

test("contrast as WCAG has it", () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.equal(contrast([119, 119, 119], [255, 255, 255]).toFixed(2), "4.48");
  assert.deepEqual(rgbOf("rgb(31, 90, 107)"), [31, 90, 107]);
  assert.deepEqual(rgbOf("#1f5a6b"), [31, 90, 107]);
  assert.deepEqual(rgbOf("color(srgb 1 0.5 0 / 0.5)"), [255, 127.5, 0]);
  assert.equal(rgbOf("none"), null);
});
