// Read both feeds of a reading room with a reading system's own library.
//
//   node opds.mjs FOLDER
//
// Prints as JSON what OPDS 2.0 (index.json) and OPDS 1.2 (index.xml) list.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { initGlobalConverters_OPDS } = require("r2-opds-js/dist/es6-es2015/src/opds/init-globals");
const { initGlobalConverters_GENERIC, initGlobalConverters_SHARED } = require("r2-shared-js/dist/es6-es2015/src/init-globals");
const { OPDSFeed } = require("r2-opds-js/dist/es6-es2015/src/opds/opds2/opds2");
const { OPDS } = require("r2-opds-js/dist/es6-es2015/src/opds/opds1/opds");
const { TaJsonDeserialize } = require("r2-lcp-js/dist/es6-es2015/src/serializable");
const { XML } = require("r2-utils-js/dist/es6-es2015/src/_utils/xml-js-mapper");
const { DOMParser } = require("@xmldom/xmldom");

initGlobalConverters_OPDS();
initGlobalConverters_SHARED();
initGlobalConverters_GENERIC();
const [folder] = process.argv.slice(2);
const json = TaJsonDeserialize(JSON.parse(readFileSync(`${folder}/index.json`, "utf8")), OPDSFeed);
const document = new DOMParser().parseFromString(readFileSync(`${folder}/index.xml`, "utf8"), "application/xml");
const atom = XML.deserialize(document, OPDS);
const told = {
  json: json.Publications.map(({ Metadata, Links, Images }) => ({
    title: Metadata.Title,
    authors: (Metadata.Author ?? []).map(({ Name }) => Name),
    language: Metadata.Language[0],
    links: Links.filter(({ Rel }) => Rel.some((rel) => rel.includes("acquisition"))).map(({ Href, TypeLink }) => [Href, TypeLink]),
    covers: (Images ?? []).map(({ Href }) => Href),
  })),
  atom: atom.Entries.map(({ Title, Authors, DcLanguage, Links }) => ({
    title: Title,
    authors: (Authors ?? []).map(({ Name }) => Name),
    language: DcLanguage,
    links: Links.filter(({ Rel }) => Rel.includes("acquisition")).map(({ Href, Type }) => [Href, Type]),
    covers: Links.filter(({ Rel }) => Rel === "http://opds-spec.org/image").map(({ Href }) => Href),
  })),
};
console.log(JSON.stringify(told));
