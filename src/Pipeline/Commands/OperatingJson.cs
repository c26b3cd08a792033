using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Core.Instances;
using Pipeline.History.Backtest;
using Pipeline.History.Planning;
using Pipeline.History.Reading;
using Pipeline.History.Status;
using Pipeline.History.Why;

namespace Pipeline.Commands;

/// <summary>What <c>--json</c> prints beside lists, in the API's style.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(IReadOnlyList<WhyView>))]
[JsonSerializable(typeof(IReadOnlyList<Life>))]
[JsonSerializable(typeof(BacktestView))]
[JsonSerializable(typeof(ForgottenView))]
[JsonSerializable(typeof(NameView))]
[JsonSerializable(typeof(AdoptionView))]
[JsonSerializable(typeof(SchemaView))]
[JsonSerializable(typeof(StorageView))]
internal sealed partial class OperatingJson : JsonSerializerContext;
