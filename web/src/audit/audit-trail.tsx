export function AuditTrail({ ws }: { ws: string }) {
  return <div className="page" data-workspace={ws} />;
}
