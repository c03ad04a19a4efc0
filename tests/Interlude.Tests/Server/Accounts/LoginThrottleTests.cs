using Interlude.Server.Accounts;

namespace Interlude.Tests.Server.Accounts;

public sealed class LoginThrottleTests
{
    [Fact]
    public void A_window_begins_with_the_first_and_ends_in_its_time()
    {
        var throttle = new LoginThrottle();

        throttle.Count("ana", seconds: 10, elapsed: 1_000);
        throttle.Count("ana", seconds: 10, elapsed: 9_000);

        Assert.False(throttle.HasRoom("ana", most: 2, elapsed: 10_999));
        Assert.True(throttle.HasRoom("bob", most: 2, elapsed: 10_999));
        Assert.True(throttle.HasRoom("ana", most: 2, elapsed: 11_000));
        Assert.Equal(0, throttle.Names);
    }

    [Fact]
    public void Beyond_the_most_names_the_earliest_is_forgotten()
    {
        var throttle = new LoginThrottle();
        for (var number = 0; number <= LoginThrottle.MaxNames + 1; number++)
        {
            throttle.Count($"{number}", seconds: 10, elapsed: 0);
        }

        Assert.True(throttle.HasRoom("0", most: 1, elapsed: 0));
        Assert.False(throttle.HasRoom($"{LoginThrottle.MaxNames + 1}", most: 1, elapsed: 0));
        Assert.InRange(throttle.Names, LoginThrottle.MaxNames - 1, LoginThrottle.MaxNames + 1);
    }
}
