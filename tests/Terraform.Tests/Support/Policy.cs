using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>
/// An IAM policy that only allows, judged as IAM judges it, for the features that the policies here use
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html"/>).
/// </summary>
internal sealed class Policy(JsonNode document)
{
    public IReadOnlyList<Statement> Statements { get; } =
        [.. document["Statement"]!.AsArray().Select(statement => new Statement(statement!))];

    /// <summary>Every action that is granted on anything.</summary>
    public IReadOnlySet<string> Actions => Statements.SelectMany(statement => statement.Actions).ToHashSet();

    public bool Allows(Call call) => Statements.Any(statement => statement.Allows(call));

    /// <summary>One grant.</summary>
    internal sealed class Statement(JsonNode statement)
    {
        public ImmutableArray<string> Actions { get; } = Texts(statement["Action"]);

        public ImmutableArray<string> Resources { get; } = Texts(statement["Resource"]);

        public ImmutableArray<(string Test, string Key, ImmutableArray<string> Values)> Conditions { get; } =
        [
            .. (statement["Condition"]?.AsObject() ?? []).SelectMany(test =>
                test.Value!.AsObject().Select(key => (test.Key, key.Key, Texts(key.Value)))),
        ];

        public bool Allows(Call call) =>
            (string)statement["Effect"]! == "Allow"
            && Actions.Contains(call.Action)
            && Resources.Any(resource => Fits(resource, call.Resource))
            && Conditions.All(condition => Holds(condition.Test, condition.Values, call.Context.GetValueOrDefault(condition.Key, [])));
    }

    private static bool Holds(string test, ImmutableArray<string> wanted, ImmutableArray<string> given) => test switch
    {
        "StringEquals" or "ArnEquals" => given is [var one] && wanted.Contains(one),
        "ForAllValues:StringEquals" => given.All(wanted.Contains),
        "ForAllValues:StringLike" => given.All(value => wanted.Any(pattern => Fits(pattern, value))),
        "Null" => given.IsEmpty == bool.Parse(wanted.Single()),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test, "no test that these policies use"),
    };

    private static bool Fits(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);

    private static ImmutableArray<string> Texts(JsonNode? one) => one switch
    {
        null => [],
        JsonArray many => [.. many.Select(text => (string)text!)],
        _ => [(string)one!],
    };
}
