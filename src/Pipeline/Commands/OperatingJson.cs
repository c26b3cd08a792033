using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.History.Backtest;
using Pipeline.History.Planning;
using Pipeline.History.Reading;
using Pipeline.History.Why;

namespace Pipeline.Commands;

/// <summary>What <c>--json</c> prints: camelCase, times as ISO 8601.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(IReadOnlyList<WhyView>))]
[JsonSerializable(typeof(BacktestView))]
[JsonSerializable(typeof(ForgottenView))]
[JsonSerializable(typeof(NameView))]
internal sealed partial class OperatingJson : JsonSerializerContext;
