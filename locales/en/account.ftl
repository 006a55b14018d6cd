# Signing in, invitation slips, my account
sign-in-title = Sign in
sign-in-do = Sign in
signing-in = Signing in…
sign-in-keep = Remember this phone or computer
sign-in-keep-note = No need to sign in again if used within 30 days. Leave it out on a shared device.
sign-in-slip = First time? Open the address on your invitation slip, or scan its code.
sign-in-lost = Forgotten the name or password? Take your identity document to a community worker and get a new invitation slip.
sign-in-again = Nothing happened for 30 minutes, so you were signed out. What you wrote is still here; sign in and go on.
go-on-title = Go on
go-on-lead = What you wrote is still here. One press and it goes on.
go-on-do = Go on

login-name = Sign-in name
login-name-hint = One of your own, for example wanglan
password = Password
password-hint =
    { $n ->
        [one] At least 1 character
       *[other] At least { $n } characters
    }. A sentence you remember is best.
password-old = Present password
password-new = New password

join-title = Use an invitation slip
join-lead = A slip from { $name } can be used once.
join-code = Code on the slip
join-code-hint = Twelve characters, for example 7K4M 92QD 3XW6
join-signed-in = You are signed in. The slip adds a capacity to your present account.
join-do = Use this slip
join-paper = Rather not use a phone? Everything can be done on paper at the residents’ committee.
join-have-account = I have an account: sign in first

account-title = My account
account-nobody = This account has no capacity yet. If you have an invitation slip, open the address on it and enter its code.
account-as = In which capacity you act now
account-as-hint = Everything you do is recorded with the capacity you did it in.
account-as-do = Act in this capacity
account-go = Go to work
account-password = Change the password
account-password-lead = Other phones and computers will have to sign in again.
account-password-do = Change the password
sign-out = Sign out
