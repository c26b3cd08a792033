using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;

namespace Pipeline.Aws.Runtime;

/// <summary>
/// The credential chain asks STS for a role by web identity, and looks for STS's client by name at run time. A native program cannot, and has
/// to say where it is. (What it says holds no credentials: there, a profile cannot assume a role from another profile's.)
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
