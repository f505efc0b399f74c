import { DropZone, type DropZoneProps, FileTrigger } from "react-aria-components";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import look from "./drop-files.module.css";
import { uploadQueue } from "./upload-queue.ts";

type DropEvent = Parameters<NonNullable<DropZoneProps["onDrop"]>>[0];

async function filesOf(event: DropEvent): Promise<File[]> {
  const dropped = event.items.filter((item) => item.kind === "file");
  return Promise.all(dropped.map((item) => item.getFile()));
}

/** Where PDFs come in: dropped, pasted, or chosen. What is not a PDF is told so by the reading, with its reason. */
export function DropFiles({ ws, big = false }: { ws: string; big?: boolean }) {
  const t = useText();
  return (
    <DropZone
      className={`drop ${look.drop ?? ""} ${big ? (look.big ?? "") : ""}`}
      aria-label={t("reports.drop")}
      getDropOperation={(types) => (types.has("application/pdf") || types.has("Files") ? "copy" : "cancel")}
      onDrop={(event) => {
        void filesOf(event).then((files) => uploadQueue.add(ws, files));
      }}
    >
      {({ isDropTarget }) => (
        <>
          <Icon name="upload" />
          <div>
            <strong>{isDropTarget ? t("reports.drop-here") : t("reports.drop")}</strong>
            <p className="meta">{t("reports.drop-hint")}</p>
          </div>
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={["application/pdf", ".pdf"]}
            onSelect={(files) => {
              if (files) uploadQueue.add(ws, files);
            }}
          >
            <Button rank={1}>{t("reports.choose")}</Button>
          </FileTrigger>
        </>
      )}
    </DropZone>
  );
}
