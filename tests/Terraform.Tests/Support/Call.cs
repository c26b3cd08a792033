using System.Collections.Immutable;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>A call as IAM sees it.</summary>
/// <param name="Caller">The access key that it is signed with.</param>
/// <param name="Action">What it needs: <c>sns:Publish</c>.</param>
/// <param name="Resource">What it is about.</param>
/// <param name="Context">The condition keys that it carries.</param>
internal sealed record Call(string Caller, string Action, string Resource, ImmutableDictionary<string, ImmutableArray<string>> Context)
{
    /// <summary>Two calls are told apart by what a policy can tell apart.</summary>
    public string Words => $"{Action} on {Resource}{string.Concat(Conditions)}";

    private IEnumerable<string> Conditions => Context
        .OrderBy(key => key.Key, StringComparer.Ordinal)
        .Select(key => $", {key.Key} {string.Join('|', key.Value)}");

    /// <summary>
    /// The action that an operation needs. A batch needs what its single form needs
    /// (Amazon SQS and Amazon SNS Developer Guides: API permissions).
    /// </summary>
    public static string ActionOf(string service, string operation) =>
        $"{service}:{(operation.EndsWith("Batch", StringComparison.Ordinal) ? operation[..^"Batch".Length] : operation)}";
}
