using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Story;

namespace Pipeline.Operating;

/// <summary>Events as JSON, each on a line of its own.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventView))]
internal sealed partial class EventsJson : JsonSerializerContext;
