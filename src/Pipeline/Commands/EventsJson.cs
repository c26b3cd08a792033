using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.History.Events;

namespace Pipeline.Commands;

/// <summary>Events as JSON in the API's style, each on a line of its own.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventView))]
internal sealed partial class EventsJson : JsonSerializerContext;
