using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Tests.RealParts;

/// <summary>What becomes of a test whose real part the machine does not have: the only place that skips.</summary>
public static class MissingPart
{
    /// <summary>Skips the running test; fails it where <c>CI</c> is <c>true</c>, because there every part has to be.</summary>
    [DoesNotReturn]
    public static void Skip(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            throw new InvalidOperationException($"the machine lacks a part that this test needs: {reason}");
        Assert.Skip(reason);
    }
}
