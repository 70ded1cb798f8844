import Values

/// What providers send, as their documentation shows it.
enum AnthropicWire {
  static func events(_ pieces: [String], input: Int = 25, output: Int = 15, stop: String = "end_turn") -> [String] {
    start(input: input) + pieces.map(delta) + end(output: output, stop: stop)
  }

  static func start(input: Int = 25) -> [String] {
    [
      event(
        "message_start",
        """
        {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"claude",\
        "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":\(input),"output_tokens":1}}}
        """),
      event(
        "content_block_start",
        #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#),
      event("ping", #"{"type": "ping"}"#),
    ]
  }

  static func delta(_ text: String) -> String {
    let text = JSON.string(text).text
    return event(
      "content_block_delta",
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":\#(text)}}"#)
  }

  static func end(output: Int = 15, stop: String = "end_turn") -> [String] {
    [
      event("content_block_stop", #"{"type":"content_block_stop","index":0}"#),
      event(
        "message_delta",
        #"{"type":"message_delta","delta":{"stop_reason":"\#(stop)","stop_sequence":null},"usage":{"output_tokens":\#(output)}}"#
      ),
      event("message_stop", #"{"type":"message_stop"}"#),
    ]
  }

  static func event(_ name: String, _ data: String) -> String { "event: \(name)\ndata: \(data)\n\n" }
}

enum OpenAIWire {
  static func events(_ pieces: [String], usage: (Int, Int)? = (25, 15), stop: String = "stop") -> [String] {
    [delta(#"{"role":"assistant","content":""}"#)] + pieces.map { delta(#"{"content":\#(JSON.string($0).text)}"#) }
      + [delta("{}", stop: stop)]
      + (usage.map {
        [
          data(
            #"{"id":"c","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":\#($0),"completion_tokens":\#($1),"total_tokens":\#($0 + $1)}}"#
          )
        ]
      } ?? []) + ["data: [DONE]\n\n"]
  }

  static func delta(_ delta: String, stop: String? = nil) -> String {
    let stop = stop.map { "\"\($0)\"" } ?? "null"
    return data(
      #"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(stop)}],"usage":null}"#
    )
  }

  static func data(_ json: String) -> String { "data: \(json)\n\n" }
}
