/// What the editor of a new app offers beside the starter: the sample company's app. It is compiled in, so that an
/// installation needs no folder of examples; `collections.yaml` beside this file leads to `Examples`.
enum ExampleSpec {
  static let text = String(decoding: PackageResources.collections_yaml, as: UTF8.self)
}
