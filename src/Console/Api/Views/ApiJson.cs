using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.History.Planning;
using Pipeline.History.Sagas;
using Pipeline.History.Status;

namespace Pipeline.Console.Api.Views;

/// <summary>
/// What the API sends: the views of the command line's <c>--json</c> under the same names, camelCase, times as ISO 8601. What is null is
/// left out.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServicesAnswer))]
[JsonSerializable(typeof(ServiceAnswer))]
[JsonSerializable(typeof(InstancesAnswer))]
[JsonSerializable(typeof(HostsAnswer))]
[JsonSerializable(typeof(NamesAnswer))]
[JsonSerializable(typeof(SagasAnswer))]
[JsonSerializable(typeof(SagaStory))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(IReadOnlyList<TargetGroup>))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
