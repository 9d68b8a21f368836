"""Identity of actors and places across articles: which may be one under several IRIs, which several under one."""
