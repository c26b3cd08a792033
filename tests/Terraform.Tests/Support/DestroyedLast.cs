using Xunit.Sdk;
using Xunit.v3;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>Has a class destroy what all its tests share only after they have looked.</summary>
public sealed class DestroyedLast : ITestMethodOrderer
{
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        [.. testMethods.OrderBy(method => method?.MethodName.StartsWith("Destroyed", StringComparison.Ordinal))];
}
