using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Aws.DeadLetters;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.Commands.Rendering;

/// <summary>
/// What <c>--json</c> prints of lists: an array of rows, in the API's style: camelCase, times as ISO 8601, and what is null is left out.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<ServiceView>))]
[JsonSerializable(typeof(IReadOnlyList<InstanceView>))]
[JsonSerializable(typeof(IReadOnlyList<RefusalView>))]
[JsonSerializable(typeof(IReadOnlyList<HostView>))]
[JsonSerializable(typeof(IReadOnlyList<NameView>))]
[JsonSerializable(typeof(IReadOnlyList<DeadLetter>))]
[JsonSerializable(typeof(IReadOnlyList<SagaView>))]
[JsonSerializable(typeof(SagaStory))]
internal sealed partial class ViewsJson : JsonSerializerContext;
