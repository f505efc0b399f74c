import type { Citation } from "../../evidence/citation.ts";
import type { Decision } from "../../evidence/decision.ts";
import type { Told } from "../../store/audit-file.ts";
import { cleanText } from "./clean-text.ts";
import type { Snapshot } from "./snapshot.ts";

/** The terms that occur, spelled out: whoever reads the file needs no other file, and no network. */
const CONTEXT = {
  oa: "http://www.w3.org/ns/oa#",
  prov: "http://www.w3.org/ns/prov#",
  dcterms: "http://purl.org/dc/terms/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  belaeg: "urn:belaeg:",
  id: "@id",
  type: "@type",
  Annotation: "oa:Annotation",
  TextualBody: "oa:TextualBody",
  SpecificResource: "oa:SpecificResource",
  TextQuoteSelector: "oa:TextQuoteSelector",
  TextPositionSelector: "oa:TextPositionSelector",
  FragmentSelector: "oa:FragmentSelector",
  Activity: "prov:Activity",
  Entity: "prov:Entity",
  Agent: "prov:Agent",
  body: { "@id": "oa:hasBody" },
  target: { "@id": "oa:hasTarget" },
  source: { "@id": "oa:hasSource", "@type": "@id" },
  selector: { "@id": "oa:hasSelector" },
  motivation: { "@id": "oa:motivatedBy", "@type": "@id" },
  exact: "oa:exact",
  prefix: "oa:prefix",
  suffix: "oa:suffix",
  start: { "@id": "oa:start", "@type": "xsd:nonNegativeInteger" },
  end: { "@id": "oa:end", "@type": "xsd:nonNegativeInteger" },
  value: "rdf:value",
  conformsTo: { "@id": "dcterms:conformsTo", "@type": "@id" },
  title: "dcterms:title",
  publisher: "dcterms:publisher",
  issued: "dcterms:issued",
  label: "rdfs:label",
  generatedAtTime: { "@id": "prov:generatedAtTime", "@type": "xsd:dateTime" },
  endedAtTime: { "@id": "prov:endedAtTime", "@type": "xsd:dateTime" },
  wasAssociatedWith: { "@id": "prov:wasAssociatedWith", "@type": "@id" },
  wasAttributedTo: { "@id": "prov:wasAttributedTo" },
  used: { "@id": "prov:used", "@type": "@id" },
  wasDerivedFrom: { "@id": "prov:wasDerivedFrom", "@type": "@id" },
  graph: "@graph",
  kind: "belaeg:kind",
  status: "belaeg:status",
  verdict: "belaeg:verdict",
  reason: "belaeg:reason",
  settledAs: "belaeg:settledAs",
  comment: "rdfs:comment",
  theme: { "@id": "belaeg:theme", "@type": "@id" },
  section: "belaeg:section",
  fidelity: "belaeg:fidelity",
  confidence: { "@id": "belaeg:confidence", "@type": "xsd:decimal" },
  scope: "belaeg:scope",
  sha256: "belaeg:sha256",
  /** A line of the audit file, as it stands there: `npm run audit:verify` follows the chains in either. */
  link: "belaeg:link",
  audit: { "@id": "belaeg:audit", "@container": "@list" },
  votesHidden: "belaeg:votesHidden",
} as const;

export const urn = (kind: string, id: string) => `urn:belaeg:${kind}:${encodeURIComponent(id)}`;

const target = ({ reportId, page, start, end, exact, prefix, suffix, fidelity }: Citation) => ({
  type: "SpecificResource",
  source: urn("report", reportId),
  fidelity,
  selector: [
    { type: "TextQuoteSelector", exact: cleanText(exact), prefix: cleanText(prefix), suffix: cleanText(suffix) },
    { type: "TextPositionSelector", start, end },
    { type: "FragmentSelector", conformsTo: "http://tools.ietf.org/rfc/rfc8118", value: `page=${page}` },
  ],
});

/** A decision as anybody may read it. {@link readJsonLd} holds it against its link. */
export const activity = (about: string, { id, verdict, reason, comment, text, settledAs, by, at }: Decision) => ({
  id: urn("decision", id),
  type: "Activity",
  verdict,
  ...(reason === undefined ? {} : { reason }),
  ...(comment === undefined ? {} : { comment: cleanText(comment) }),
  ...(text === undefined ? {} : { value: cleanText(text) }),
  ...(settledAs === undefined ? {} : { settledAs }),
  endedAtTime: at,
  wasAssociatedWith: urn("person", by.id),
  used: about,
});

/**
 * Claims as W3C Web Annotations on the reports, statements and decisions as PROV-O. Every decision carries its link of the
 * audit trail, but for votes that wait for a second reviewer.
 */
export function jsonLdOf({ workspace, scope, at, language, reports, themes, claims }: Snapshot, told: Told): string {
  const people = new Map<string, object>();
  const links = new Map(told.links.map((link) => [link.decision.id, link] as const));
  const graph: object[] = [];
  const shown = new Set<string>();
  const decided = (about: string, decisions: readonly Decision[] = []) => {
    for (const decision of decisions) {
      const { id, by } = decision;
      people.set(by.id, { id: urn("person", by.id), type: "Agent", label: cleanText(by.name) });
      const link = links.get(id);
      graph.push({ ...activity(about, decision), ...(link === undefined ? {} : { link: JSON.stringify(link) }) });
      shown.add(id);
    }
  };
  for (const { id, title, publisher, year, sha256 } of reports) {
    graph.push({
      id: urn("report", id),
      type: "Entity",
      title: cleanText(title),
      sha256,
      ...(publisher === undefined ? {} : { publisher: cleanText(publisher) }),
      ...(year === undefined ? {} : { issued: String(year) }),
    });
  }
  for (const claim of claims) {
    const id = urn("claim", claim.id);
    const speaker = claim.attribution.speaker?.name ?? claim.attribution.sources?.map(({ label }) => label).join("; ");
    graph.push({
      id,
      type: ["Annotation", "Entity"],
      motivation: "oa:describing",
      body: { type: "TextualBody", value: cleanText(claim.text) },
      target: claim.citations.map(target),
      kind: claim.kind,
      status: claim.status,
      confidence: String(claim.confidence),
      theme: claim.themes.map((theme) => urn("theme", theme)),
      ...(speaker === undefined ? {} : { wasAttributedTo: { type: "Agent", label: cleanText(speaker) } }),
    });
    decided(id, claim.decisions);
  }
  for (const { theme, statements } of themes) {
    graph.push({ id: urn("theme", theme.id), label: theme.name[language] });
    for (const statement of statements) {
      const id = urn("statement", statement.id);
      graph.push({
        id,
        type: "Entity",
        value: cleanText(statement.text),
        section: statement.section,
        status: statement.status,
        theme: urn("theme", theme.id),
        wasDerivedFrom: statement.claimIds.map((claimId) => urn("claim", claimId)),
      });
      decided(id, statement.decisions);
    }
  }
  // decisions whose thing is not in the file, and those on a statement that lives in an earlier draft, too
  for (const { decision } of told.links) {
    const { type, id } = decision.target;
    if (!shown.has(decision.id)) decided(urn(type, id), [decision]);
  }
  const audit = [{ belaeg: "audit", version: 1, workspace: workspace.id, at }, ...told.chains, told.end].map((line) =>
    JSON.stringify(line),
  );
  const about = {
    id: urn("export", `${workspace.id}:${at}`),
    type: "Entity",
    title: workspace.name,
    generatedAtTime: at,
    scope,
    ...(workspace.settings.reviewersPerClaim === 2 ? { votesHidden: true } : {}),
    audit,
  };
  return JSON.stringify({ "@context": CONTEXT, graph: [about, ...graph, ...people.values()] }, null, 2);
}
