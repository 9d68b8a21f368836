// Files that the build puts into the bundle as they are.
declare module "*.rq" {
  const text: string;
  export default text;
}
declare module "*.jsonld" {
  const context: { "@context": Record<string, unknown> };
  export default context;
}
declare module "*/codes.json" {
  const codes: [string, string, string, string][];
  export default codes;
}
declare module "*.min.css" {
  const address: string;
  export default address;
}
declare module "*/style.css";
