/// What the editor of a new app begins with: the smallest spec that shows something.
enum StarterSpec {
  static let text = """
    app: hello
    title: Hello
    sources:
      main: { kind: postgres, secret: main-database }
    queries:
      tables:
        source: main
        sql: |
          select table_schema, table_name
          from information_schema.tables
          where table_schema not in ('pg_catalog', 'information_schema')
        key: [table_schema, table_name]
    pages:
      - path: /
        title: Tables of the database
        roles: [viewer, member, builder, admin, owner]
        blocks:
          - table: { query: tables, sort: table_name, search: [table_name] }

    """
}
