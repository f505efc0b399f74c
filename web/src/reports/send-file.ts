import { ApiError } from "../api/api-error.ts";

export interface UploadPlace {
  method: string;
  url: string;
  headers: Record<string, string>;
}

/** Straight to the store. XMLHttpRequest, because fetch does not tell how much has been sent. */
export function sendFile(
  place: UploadPlace,
  file: File,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(place.method, place.url);
    for (const [name, value] of Object.entries(place.headers)) {
      // the browser itself sends these two and refuses to be told
      if (!/^(content-length|host)$/i.test(name)) request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new ApiError(request.status, "upload-refused", request.responseText.slice(0, 200)));
    });
    request.addEventListener("error", () => reject(new ApiError(0, "offline", "")));
    request.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
