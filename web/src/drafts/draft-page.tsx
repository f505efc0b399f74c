export function DraftPage({ ws, theme }: { ws: string; theme: string }) {
  return <div className="page" data-workspace={ws} data-theme-id={theme} />;
}
