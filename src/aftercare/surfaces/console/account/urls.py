"""Signing in and out and one's own settings; every other address of the sign-in library is closed."""

from django.urls import path, re_path

from aftercare.surfaces.console.account import demo, invitation, reset, rights, second_factor, security, tokens, views

urlpatterns = [
    path("login/", views.sign_in, name="sign_in"),
    path("demo/<slug:role>/", demo.enter_demo, name="enter_demo"),
    path("logout/", views.sign_out, name="sign_out"),
    path("session/", views.session_of, name="session"),
    path("settings/", views.profile, name="profile"),
    path("settings/password/", views.password_page, name="change_password"),
    path("forgot/", reset.forgot_password, name="forgot_password"),
    path("new-password/<uuid:user_id>/<str:key>/", reset.new_password, name="new_password"),
    path("invitation/<uuid:user_id>/<str:key>/", invitation.first_password, name="first_password"),
    # The addresses are the library's own, which leads there by itself: ours stand before it.
    path("reauthenticate/", second_factor.again_by_password, name="again"),
    path("sessions/", security.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("2fa/", security.security, name="security"),
    path("2fa/authenticate/", second_factor.second_step, name="second_step"),
    path("2fa/reauthenticate/", second_factor.again_by_code, name="again_by_code"),
    path("2fa/totp/activate/", second_factor.set_up_app, name="set_up_app"),
    path("2fa/totp/deactivate/", second_factor.switch_app_off, name="switch_app_off"),
    path("2fa/webauthn/add/", second_factor.add_passkey, name="add_passkey"),
    path("2fa/webauthn/keys/<int:pk>/remove/", second_factor.remove_passkey, name="remove_passkey"),
    path("2fa/webauthn/login/", second_factor.passkey_sign_in, name="passkey_sign_in"),
    path("2fa/webauthn/reauthenticate/", second_factor.again_by_passkey, name="again_by_passkey"),
    path("2fa/recovery-codes/", second_factor.show_codes, name="show_codes"),
    path("2fa/recovery-codes/generate/", second_factor.make_codes, name="make_codes"),
    path("rights/", rights.my_rights, name="my_rights"),
    path("rights/ask/", rights.ask, name="permission_ask"),
    path("rights/<uuid:asked_id>/withdraw/", rights.withdraw, name="permission_withdraw"),
    path("tokens/", tokens.token_list, name="my_tokens"),
    path("tokens/new/", tokens.new_token, name="token_new"),
    path("tokens/<uuid:token_id>/revoke/", tokens.revoke, name="token_revoke"),
    re_path(r"^.*$", views.closed),
]
