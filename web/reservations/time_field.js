import { TextField } from "../components/text_field.js";
import { h } from "../h.js";

/** A time of the wall clock, in steps that people book. @param {{ form: import("../components/field.js").FieldForm, name: string, label: string }} props */
export const TimeField = ({ form, name, label }) => h(TextField, { form, name, label, type: "time", required: true, size: "short" });
