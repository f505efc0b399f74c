import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import { judgePresigned } from "../../stacks/local/presigned.ts";

/** The worked example in AWS's documentation of query-string authentication. */
const AWS = {
  secrets: { AKIAIOSFODNN7EXAMPLE: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  url:
    "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request" +
    "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host" +
    "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
  headers: { host: "examplebucket.s3.amazonaws.com" },
};
const judgeAws = (parts: { method?: string; url?: string; headers?: Record<string, string>; at?: string }) =>
  judgePresigned(
    { method: parts.method ?? "GET", url: parts.url ?? AWS.url, headers: parts.headers ?? AWS.headers },
    AWS.secrets,
    new Date(parts.at ?? "2013-05-24T12:00:00Z"),
  );

describe("a presigned address", () => {
  it("is good as AWS signs it", () => expect(judgeAws({})).toBe("good"));
  it.each([
    ["another method", { method: "PUT" }, "altered"],
    ["another key", { url: AWS.url.replace("/test.txt", "/other.txt") }, "altered"],
    ["another host", { headers: { host: "evil.example.test" } }, "altered"],
    ["a longer life", { url: AWS.url.replace("Expires=86400", "Expires=604800") }, "altered"],
    ["a life that is too long", { url: AWS.url.replace("Expires=86400", "Expires=604801") }, "malformed"],
    ["one digit of the signature", { url: AWS.url.replace(/4$/, "5") }, "altered"],
    ["half a signature", { url: AWS.url.slice(0, -10) }, "altered"],
    ["one more parameter", { url: `${AWS.url}&versionId=1` }, "altered"],
    ["another person's key", { url: AWS.url.replace("AKIAIOSFODNN7EXAMPLE", "AKIAOTHER") }, "malformed"],
    [
      "a key named like something every object has",
      { url: AWS.url.replace("AKIAIOSFODNN7EXAMPLE", "toString") },
      "malformed",
    ],
    ["another service", { url: AWS.url.replace("%2Fs3%2F", "%2Fsqs%2F") }, "malformed"],
    ["no signed host", { url: AWS.url.replace("SignedHeaders=host", "SignedHeaders=date") }, "malformed"],
    ["no signature", { url: "/test.txt" }, "unsigned"],
    ["its last second", { at: "2013-05-25T00:00:00Z" }, "good"],
    ["a second too late", { at: "2013-05-25T00:00:01Z" }, "expired"],
  ])("with %s", (_, parts, verdict) => {
    expect(judgeAws(parts)).toBe(verdict);
  });
});

describe("an address from the client we ship", () => {
  const client = new S3Client({
    region: "eu-north-1",
    endpoint: "http://127.0.0.1:4000",
    forcePathStyle: true,
    credentials: { accessKeyId: "A", secretAccessKey: "B" },
  });
  const judge = (method: string, url: string, headers: Record<string, string> = {}) => {
    const { pathname, search, host } = new URL(url);
    return judgePresigned({ method, url: pathname + search, headers: { host, ...headers } }, { A: "B" }, new Date());
  };

  it("is good for a name with æøå, quotes and brackets", async () => {
    const url = await getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: "b",
        Key: "reports/w/r.pdf",
        ResponseContentDisposition: `inline; filename*=UTF-8''R%C3%A5d%20(2)!*.pdf`,
      }),
    );
    expect(judge("GET", url)).toBe("good");
    expect(judge("GET", url.replace("R%25C3", "S%25C3"))).toBe("altered");
  });
  it("takes only the length, type and checksum that were announced", async () => {
    const url = await getSignedUrl(
      client,
      new PutObjectCommand({ Bucket: "b", Key: "reports/w/r.pdf", ContentLength: 5, ContentType: "application/pdf" }),
      { signableHeaders: new Set(["host", "content-length", "content-type"]) },
    );
    const announced = { "content-length": "5", "content-type": "application/pdf" };
    expect(judge("PUT", url, announced)).toBe("good");
    expect(judge("PUT", url, { ...announced, "content-length": "6" })).toBe("altered");
    expect(judge("PUT", url, { ...announced, "content-type": "text/html" })).toBe("altered");
    expect(judge("PUT", url, { "content-type": "application/pdf" })).toBe("altered");
  });
});
