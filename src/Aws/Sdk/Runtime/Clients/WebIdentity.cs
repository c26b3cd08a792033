using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;

namespace Pipeline.Aws.Runtime.Clients;

/// <summary>
/// Registers the STS client for roles by web identity. The credential chain loads it by reflection, which a native (AOT) program cannot.
/// It has no credentials, so in a native program a profile cannot assume a role from another profile.
/// </summary>
internal static class WebIdentity
{
    public static void Register()
    {
        if (RuntimeFeature.IsDynamicCodeSupported) return;
        GlobalRuntimeDependencyRegistry.Instance.RegisterSecurityTokenServiceClient(context => new AmazonSecurityTokenServiceClient(
            new AnonymousAWSCredentials(),
            new AmazonSecurityTokenServiceConfig { RegionEndpoint = context.SecurityTokenServiceClientContextData.Region }));
    }
}
